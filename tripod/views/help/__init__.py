"""All keys of a page, and what the program is made of."""
