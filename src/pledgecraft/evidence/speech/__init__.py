"""Rules that find speech in a text: marks, sentences, cues, phrases, speakers."""
