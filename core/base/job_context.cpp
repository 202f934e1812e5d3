// SPDX-License-Identifier: Apache-2.0
#include "core/base/job_context.h"

namespace athena {

Status JobContext::poll() const {
  if (pause_ && !stop_.stop_requested()) pause_->wait();
  if (stop_.stop_requested()) return fail(ErrorCode::Cancelled, "Cancelled.");
  return {};
}

void JobContext::progress(double fraction, std::string doing) const {
  if (sink_) sink_(JobProgress{from_ + fraction * (to_ - from_), std::move(doing)});
}

void JobContext::point(std::string series, double x, double y) const {
  if (sink_) sink_(JobSeriesPoint{std::move(series), x, y});
}

void JobContext::warn(std::string text) const {
  if (sink_) sink_(JobWarning{std::move(text)});
}

JobContext JobContext::heard_by(Sink listener) const {
  JobContext inner = *this;
  inner.sink_ = [own = sink_, listener = std::move(listener)](Said said) {
    if (own) own(said);
    listener(std::move(said));
  };
  return inner;
}

JobContext JobContext::part(double from, double to) const {
  JobContext inner = *this;
  inner.from_ = from_ + from * (to_ - from_);
  inner.to_ = from_ + to * (to_ - from_);
  return inner;
}

}  // namespace athena
