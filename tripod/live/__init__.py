"""All that exists only while a source is read: session, pipeline, snapshot, and what one may ask of them."""
