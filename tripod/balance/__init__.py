"""Newtons to balance: where the feet's points are, shares, CoP, margin, and how sure each is."""
