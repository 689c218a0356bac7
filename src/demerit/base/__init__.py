"""What the laboratory is built on; no word of the domain here."""
