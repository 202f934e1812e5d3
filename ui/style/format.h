// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

#include "athena/types/measurement.h"

// Figures as the window shows them: short, SI, the same in every language.
namespace athena::ui {

QString bytesText(std::int64_t bytes);       // "512 B", "66 kB", "4.1 MB"
QString exactBytesText(std::int64_t bytes);  // "4 141 234 bytes", for tooltips
QString timeText(double ms);                 // three digits: "12.3 µs", "1.27 ms", "4.20 s"
QString durationText(double seconds);        // of a job: "0.4 s", "12 s", "3 min 05 s", "2 h 07 min"
QString percentText(double fraction);        // "98.31 %"
QString metricText(const Metric& metric);  // "98.31 % ± 0.26", "0.2134 ± 0.0021": half of the 95 % interval
QString changeText(const Metric& metric, double difference);  // of a share in percentage points: "+0.03"
QString pointsText(double difference);                        // percentage points: "+0.03", "−0.12", "0.00"
QString shareText(double fraction);                           // "25 %", "0.4 %", "< 0.1 %"
QString ratioText(double ratio);                              // "0.27x", "12.5x"
QString rateText(double rate);                                // three digits: "232", "9.87"
QString countText(std::int64_t count);                        // "10 000"
QString figureText(double value, int digits);                 // significant digits: "0.0213", "3.2e-07"
QString timeOfDayText(const std::string& utc);                // ISO 8601 UTC as local "2026-11-24 20:12"

}  // namespace athena::ui
