// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/data_drafter.h"

#include "ui/document/text.h"

namespace athena::ui {

DataDrafter::DataDrafter(QObject* parent) : QObject(parent) { m_pool.setMaxThreadCount(1); }

DataDrafter::~DataDrafter() {
  m_pool.clear();
  m_pool.waitForDone();
}

void DataDrafter::start(std::function<std::function<void()>()> work) {
  m_pool.clear();
  m_pool.start([this, number = ++m_newest, work = std::move(work)] {
    auto tell = work();
    QMetaObject::invokeMethod(
        this,
        [this, number, tell = std::move(tell)] {
          if (number == m_newest) tell();
        },
        Qt::QueuedConnection);
  });
}

void DataDrafter::draft(std::function<Result<DataDraft>()> make) {
  start([this, make = std::move(make)]() -> std::function<void()> {
    auto draft = make();
    if (draft) return [this, draft = std::move(*draft)] { Q_EMIT drafted(draft); };
    return [this, error = draft.error()] { Q_EMIT failed(error); };
  });
}

void DataDrafter::guess(const QStringList& files, const std::optional<ModelInfo>& model) {
  draft([files = toStd(files), model] { return guess_data(files, model ? &*model : nullptr); });
}

void DataDrafter::makeRandom(const QStringList& columns, const std::optional<ModelInfo>& model) {
  draft([columns = toStd(columns), model] { return random_data(columns, model ? &*model : nullptr); });
}

void DataDrafter::preview(const DataDraft& draft, int samples) {
  start([this, draft, samples]() -> std::function<void()> {
    auto preview = preview_data(draft, samples);
    if (preview) return [this, preview = std::move(*preview)] { Q_EMIT previewed(preview); };
    return [this, error = preview.error()] { Q_EMIT failed(error); };
  });
}

}  // namespace athena::ui
