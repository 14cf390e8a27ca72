"""Result and trace -> sentences that carry claim ids. No number is computed here, and nothing is printed."""
