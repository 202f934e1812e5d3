// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/comparability.h"

#include "ui/document/text.h"

namespace athena::ui {

Conditions conditionsOf(const Variant& variant, const Measurement& measurement) {
  Conditions conditions;
  conditions.environment = measurement.environment;
  conditions.model_hash = variant.model_hash;
  conditions.dataset = measurement.dataset;
  conditions.split = measurement.split;
  if (const auto quality = measurement.quality()) {
    conditions.metric = quality->name;
    conditions.samples = quality->samples;
  }
  if (measurement.latency) conditions.batch = measurement.latency->batch;
  return conditions;
}

bool Conditions::agreesWith(const Conditions& other) const {
  return environment == other.environment && model_hash == other.model_hash && dataset == other.dataset &&
         split == other.split && (samples == other.samples || samples == 0 || other.samples == 0) &&
         (metric == other.metric || metric.empty() || other.metric.empty()) &&
         (batch == other.batch || batch == 0 || other.batch == 0);
}

Comparability::Comparability(const std::vector<Variant>& variants) {
  for (const Variant& variant : variants) {
    if (variant.stale) continue;
    for (const Measurement& measurement : variant.measurements) {
      if (measurement.dataset.empty() || !measurement.quality() || !measurement.seen_by.empty()) continue;
      if (m_newest && measurement.measured_at < m_newest->measured_at) continue;
      m_newest = &measurement;
      m_reference = conditionsOf(variant, measurement);
    }
  }
}

const Measurement* Comparability::comparable(const Variant& variant) const {
  if (!m_reference || variant.stale) return nullptr;
  const auto& all = variant.measurements;
  for (auto it = all.rbegin(); it != all.rend(); ++it) {
    if (it->seen_by.empty() && it->quality() && conditionsOf(variant, *it).agreesWith(*m_reference))
      return &*it;
  }
  return nullptr;
}

const Measurement* Comparability::shown(const Variant& variant) const {
  if (const Measurement* measurement = comparable(variant)) return measurement;
  return variant.measurements.empty() ? nullptr : &variant.measurements.back();
}

QString Comparability::whyNot(const Variant& variant) const {
  if (variant.measurements.empty()) return tr("Not measured yet.");
  if (variant.stale) return tr("The model or the data has changed since this was measured.");
  if (comparable(variant)) return {};
  const Measurement& newest = variant.measurements.back();
  if (newest.dataset.empty()) return tr("Measured on random inputs: they say nothing of accuracy.");
  if (newest.seen_by == "train") return tr("Measured on samples that training has seen.");
  if (!newest.seen_by.empty()) return tr("Measured on samples that calibration has seen.");
  if (!newest.quality() || !m_reference) return tr("Measured without accuracy.");
  const Conditions own = conditionsOf(variant, newest);
  const Conditions& reference = *m_reference;
  if (own.model_hash != reference.model_hash) return tr("Made from another model.");
  if (own.dataset != reference.dataset) return tr("Measured on other data than the newest run.");
  if (own.metric != reference.metric)
    return tr("Measured by %1, the newest run by %2.").arg(toQt(own.metric), toQt(reference.metric));
  if (own.split != reference.split || own.samples != reference.samples) {
    return tr("Measured on %1 samples of “%2”, the newest run on %3 of “%4”.")
        .arg(own.samples)
        .arg(toQt(own.split))
        .arg(reference.samples)
        .arg(toQt(reference.split));
  }
  if (own.environment.machine != reference.environment.machine) {
    return tr("Measured on another machine: %1.").arg(toQt(own.environment.machine));
  }
  if (own.environment.isa != reference.environment.isa) {
    return tr("Measured with other kernels: %1.").arg(toQt(own.environment.isa));
  }
  if (own.environment.build != reference.environment.build) {
    return tr("Measured with another build: %1.").arg(toQt(own.environment.build));
  }
  if (own.environment.threads != reference.environment.threads) {
    return tr("Measured with %n thread(s), the newest run with %1.", nullptr, own.environment.threads)
        .arg(reference.environment.threads);
  }
  return tr("Timed with batch %1, the newest run with batch %2.").arg(own.batch).arg(reference.batch);
}

}  // namespace athena::ui
