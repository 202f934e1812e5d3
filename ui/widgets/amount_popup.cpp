// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/amount_popup.h"

#include <QScreen>
#include <QVBoxLayout>

#include "ui/document/layer_choices.h"
#include "ui/document/workbench_document.h"
#include "ui/widgets/amount_slider.h"
#include "ui/widgets/muted_label.h"

namespace athena::ui {

AmountPopup::AmountPopup(WorkbenchDocument& document, const QStringList& layers, double amount,
                         QWidget* parent)
    : QFrame(parent, Qt::Popup) {
  setAttribute(Qt::WA_DeleteOnClose);
  setFrameShape(QFrame::StyledPanel);
  const QStringList served = document.info() ? prunableLayers(*document.info(), layers) : QStringList();
  auto* slider = new AmountSlider;
  slider->setMinimumWidth(240);
  slider->setAmount(amount);
  auto* column = new QVBoxLayout(this);
  column->addWidget(new QLabel(
      served.size() == 1
          ? tr("Share of the weights of %1 that become zero").arg(served.front())
          : tr("Share of the weights of %n layer(s) that become zero", nullptr, int(served.size()))));
  column->addWidget(slider);
  column->addWidget(new MutedLabel(tr("The smallest weights go first.")));
  setFocusProxy(slider);
  connect(slider, &AmountSlider::amountChanged, &document,
          [&document, served](double value) { document.setPruning(served, value); });
}

void AmountPopup::openAt(const QPoint& globalTopLeft) {
  adjustSize();
  QPoint at = globalTopLeft;
  if (const QScreen* screen = parentWidget()->screen()) {
    const QRect room = screen->availableGeometry();
    at.setX(qBound(room.left(), at.x(), qMax(room.left(), room.right() - width())));
    at.setY(qBound(room.top(), at.y(), qMax(room.top(), room.bottom() - height())));
  }
  move(at);
  show();
  setFocus();
}

}  // namespace athena::ui
