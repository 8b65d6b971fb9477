"""Recordings that are computed: tones with silence between them, the same bytes each time."""

import io
import wave

import numpy as np

RATE = 8_000


def tones(*parts: tuple[float, float]) -> bytes:
    """A WAV file, mono, of 8 bits, from parts: pitch in hertz, 0 for silence, and seconds."""
    samples = [_tone(pitch, seconds) for pitch, seconds in parts]
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(np.concatenate(samples).tobytes())
    return target.getvalue()


def _tone(pitch: float, seconds: float) -> "np.ndarray[tuple[int], np.dtype[np.uint8]]":
    at = np.arange(round(seconds * RATE)) / RATE
    swell = np.minimum(1, np.minimum(at, seconds - at) / 0.02)
    return np.rint(128 + 100 * swell * np.sin(2 * np.pi * pitch * at)).astype(np.uint8)


# What stands for any recording of a sample in the gallery.
SAMPLE = tones((0, 0.3), (330, 0.6), (0, 0.3), (440, 0.6), (0, 0.3), (262, 0.7), (0, 0.2))
