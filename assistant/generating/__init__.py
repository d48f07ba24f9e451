"""Answers written by a language model from the retrieved evidence, every sentence of them checked.

Nothing here is imported until a model is configured, and LlamaIndex not before the model is asked.
"""
