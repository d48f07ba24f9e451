"""The web page, built with Gradio and mounted in the HTTP server."""
