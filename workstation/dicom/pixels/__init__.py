"""Pixel data: formats, frames, decoders, values, and whole series put together."""
