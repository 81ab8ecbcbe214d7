"""Start page, live page, coach view and what stands round them."""
