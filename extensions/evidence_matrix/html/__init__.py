"""What only HTML has: the fold of the bite, the navigator, style sheets where they are needed."""
