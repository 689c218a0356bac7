"""Whether a finding is what it seems: placebos that do something, parts that share an effect, other societies."""
