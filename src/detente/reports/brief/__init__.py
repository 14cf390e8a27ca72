"""The brief: what a desk officer hands on. One section a file, composed in the order of reading."""
