"""Colours, type and spacing of Gradio's own components, in line with ``data/page.css``."""

from __future__ import annotations

import gradio as gr

_BLUE = gr.themes.Color(
    c50="#eef4fa", c100="#d9e6f3", c200="#b5cee6", c300="#85aed4", c400="#548abd", c500="#2f6ca6",
    c600="#1d5490", c700="#174574", c800="#13385d", c900="#0f2c49", c950="#0a1e33", name="sea",
)  # fmt: skip
_GREY = gr.themes.Color(
    c50="#f7f8fa", c100="#eef0f3", c200="#dfe3e8", c300="#c5ccd5", c400="#8b95a3", c500="#5f6b7a",
    c600="#4a5563", c700="#364150", c800="#222b37", c900="#171e28", c950="#10151d", name="stone",
)  # fmt: skip
_FONT = ["system-ui", "Segoe UI", "Roboto", "Noto Sans", "Helvetica Neue", "Arial", "sans-serif"]


def theme() -> gr.themes.Base:
    """A calm theme; system type, so that no font is fetched."""
    return gr.themes.Base(
        primary_hue=_BLUE,
        secondary_hue=_BLUE,
        neutral_hue=_GREY,
        font=_FONT,
        font_mono=["ui-monospace", "Consolas", "monospace"],
        radius_size=gr.themes.sizes.radius_md,
        text_size=gr.themes.sizes.text_md,
    ).set(
        body_background_fill="*neutral_50",
        body_background_fill_dark="*neutral_950",
        body_text_color="*neutral_900",
        body_text_color_dark="*neutral_100",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_300",
        background_fill_primary_dark="*neutral_900",
        block_background_fill_dark="*neutral_900",
        block_border_width="1px",
        block_label_text_color="*neutral_700",
        block_label_text_color_dark="*neutral_200",
        block_title_text_color="*neutral_700",
        block_title_text_color_dark="*neutral_200",
        block_info_text_color="*neutral_600",
        block_info_text_color_dark="*neutral_300",
        input_background_fill="white",
        input_background_fill_dark="*neutral_950",
        input_border_width="1px",
        input_border_color="*neutral_400",
        input_border_color_dark="*neutral_500",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_300",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_600",
        button_primary_text_color="white",
        button_secondary_background_fill="white",
        button_secondary_background_fill_dark="*neutral_800",
        button_secondary_border_color="*neutral_300",
        button_secondary_border_color_dark="*neutral_600",
        button_border_width="1px",
        link_text_color="*primary_600",
        link_text_color_dark="*primary_300",
    )
