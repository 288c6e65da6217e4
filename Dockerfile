# The portal without the demo's engines: web, worker, beat and migrate run from this one image.
FROM python:3.13-slim-bookworm

ENV CCPL_MODE=production \
    PORTAL_STATE=/srv/state \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    STATIC_ROOT=/srv/static

RUN useradd --system --uid 10001 portal \
    && install --directory --owner portal /srv/state /srv/media /srv/static

WORKDIR /app

COPY requirements.lock ./
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock

COPY manage.py ./
COPY ccpl_portal ccpl_portal
COPY networks networks
COPY leadership_dev leadership_dev
COPY governance governance
COPY quality quality
COPY comms comms
COPY templates templates
COPY static static

# Settings ask for these three; collecting files uses none of them.
RUN SECRET_KEY=none ALLOWED_HOSTS=none DATABASE_URL=postgres:///none \
    python manage.py collectstatic --no-input --verbosity 0

USER 10001
VOLUME ["/srv/media"]
EXPOSE 8000
CMD ["gunicorn", "ccpl_portal.wsgi", "--preload", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--bind", "0.0.0.0:8000", "--graceful-timeout", "8", "--no-control-socket"]
