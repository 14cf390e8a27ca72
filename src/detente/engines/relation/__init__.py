"""What does repeated dealing do to two governments: what holds by itself, what is remembered, and what silence costs later?"""
