"""Evidence: who said what, where exactly, about which term; where sources agree and differ."""
