# syntax=docker/dockerfile:1

# ---- dependencies: what running needs, and only for this platform
FROM node:22-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev \
 && npm cache clean --force \
 # onnxruntime-node carries its library for every platform; 63 MB of 94 are for others.
 && rm -rf node_modules/onnxruntime-node/bin/napi-v3/darwin node_modules/onnxruntime-node/bin/napi-v3/win32

# ---- the image
FROM node:22-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production \
    DATA_DIR=/data/store \
    INDEX_DIR=/data/index \
    HEALTH_PORT=9090
# What is kept lies in /data, owned by the user that runs; the program itself cannot be written.
RUN install -d -o node -g node -m 700 /data
COPY --from=dependencies /app/node_modules node_modules
COPY package.json ./
COPY assets assets
COPY embeddings/models embeddings/models
COPY src src
# The articles are the one thing of the program that moderators may add to.
COPY --chown=node:node corpus corpus
USER node
VOLUME /data
EXPOSE 9090
# The first start builds the index: seconds for the shipped articles, minutes for thousands.
HEALTHCHECK --interval=30s --timeout=5s --start-period=3m --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.HEALTH_PORT+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# node itself is the process that SIGTERM reaches: no npm and no shell between.
CMD ["node", "--import", "tsx", "src/cli/serve.ts"]
