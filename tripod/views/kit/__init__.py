"""Theme, texts and widgets that every page uses."""
