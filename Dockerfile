# The service with the corpus and the compiled embedding model; the index is built when it first starts.
FROM python:3.11-slim AS build
WORKDIR /app
# Where packages come from is up to the builder: --build-arg PIP_INDEX_URL=… or PIP_EXTRA_INDEX_URL=… (torch without CUDA).
ARG PIP_INDEX_URL PIP_EXTRA_INDEX_URL
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY ingest ingest
COPY index index
COPY assistant assistant
COPY eval eval
COPY ui ui
COPY corpus corpus
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir -c constraints.txt .

FROM python:3.11-slim
RUN useradd --create-home --uid 10001 sstc && mkdir /data && chown sstc /data
COPY --from=build /venv /venv
USER sstc
ENV PATH=/venv/bin:$PATH SSTC_DATA=/data SSTC_HOST=0.0.0.0 SSTC_PORT=8000 PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=180s \
    CMD python -c "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/ready', timeout=4)"
STOPSIGNAL SIGTERM
# A key has to be set (SSTC_API_KEY), or SSTC_ALLOW_PUBLIC=true where only trusted clients can reach the port.
CMD ["sh", "-c", "sstc index && exec sstc serve"]
