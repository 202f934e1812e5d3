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

void DataDrafter::guess(const QStringList& files, const std::optional<ModelInfo>& model) {
  start([this, files = toStd(files), model]() -> std::function<void()> {
    auto draft = guess_data(files, model ? &*model : nullptr);
    if (draft) return [this, draft = std::move(*draft)] { Q_EMIT drafted(draft); };
    return [this, error = draft.error()] { Q_EMIT failed(error); };
  });
}

void DataDrafter::preview(const DataDraft& draft, int samples) {
  start([this, draft, samples]() -> std::function<void()> {
    auto preview = preview_data(draft, samples);
    if (preview) return [this, preview = std::move(*preview)] { Q_EMIT previewed(preview); };
    return [this, error = preview.error()] { Q_EMIT failed(error); };
  });
}

}  // namespace athena::ui
