"""What can governments agree across linked issues and still carry at home, and what does each lose if talks break down?"""
