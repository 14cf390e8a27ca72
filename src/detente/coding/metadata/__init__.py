"""What a page says about itself: title, outlet, authors and date, each with its status. Nothing is filled in from elsewhere."""
