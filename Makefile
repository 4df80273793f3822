# つなぐ — `make` lists what there is to do.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/installed
# What tests write lies in memory where there is room for it: they prove what a killed process
# leaves behind, not what a disk does, and would wait for thousands of fsyncs.
ROOM := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 { print "TMPDIR=/dev/shm" }')
# Tests start hundreds of processes: none should have to compile the program anew.
unexport PYTHONDONTWRITEBYTECODE
PYTEST := $(ROOM) $(BIN)/python -m pytest
# Two at a time, file by file, those with most tests first: what waits for servers then runs beside
# what computes. In the order of the folders the same took a fifth longer.
TWO := -n 2 --dist loadfile

.PHONY: help demo up test test-browser screenshots check faults bench docs lock clean

help: ## この一覧
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP) ## 架空の台帳を、相談受付から県への報告まで通して見せる
	@$(BIN)/tsunagu demo

up: $(STAMP) ## NATS と4つのサービスをこの機械で動かす（Ctrl-C で止まる）
	@$(BIN)/tsunagu up

test: $(STAMP) ## すべてのテスト（本物の nats-server と PostgreSQL を使う）
	$(PYTEST) $(TWO) -m "not faults and not browser"
	$(PYTEST) $(TWO) tests/faults -m faults

test-browser: $(STAMP) ## 画面の試験（Chromium と、本物の本人確認の発行者を使う。無ければ、入れられる所では入れる）
	@tests/browser/programs.sh
	@npm --prefix tests/oidc/provider ci --silent --ignore-scripts --no-audit --no-fund
	$(PYTEST) $(TWO) tests/browser
	$(PYTEST) tests/oidc

screenshots: $(STAMP) ## docs/tutorial.md をたどり、docs/screenshots の画像を撮り直す
	@tests/browser/programs.sh
	$(PYTEST) tests/browser/test_tutorial.py -k followed
	cp build/screenshots/tutorial/*.png docs/screenshots/

check: $(STAMP) ## 書式・lint・型・import の約束・生成文書のずれ
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m docs.generate --check

faults: $(STAMP) ## プロセスを SIGKILL する試験だけ（ROUNDS=200 で回数を増やす）
	$(PYTEST) tests/faults -m faults --rounds $(or $(ROUNDS),50)

bench: $(STAMP) ## 速さを測り、生の結果を bench/results に残す
	$(BIN)/python -m bench

docs: $(STAMP) ## docs/events・docs/http・docs/law を定義から作り直す
	$(BIN)/python -m docs.generate

lock: $(STAMP) ## requirements.lock を作り直す（ハッシュ付き、アドレスなし）
	$(BIN)/uv pip compile --universal --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url --python-version 3.11 --extra dev pyproject.toml -o requirements.lock

clean: ## 仮想環境と作業用のフォルダーを消す（TSUNAGU_HOME は消さない）
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
