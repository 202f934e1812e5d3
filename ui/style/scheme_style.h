// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QColor>
#include <QCoreApplication>
#include <QIcon>
#include <QPainterPath>
#include <array>

#include "athena/types/variant.h"

namespace athena::ui {

/// What is told apart by colour and marker, everywhere in the window.
enum class SchemeFamily { Fp32, Half, Int8, Int4, Sparse, Structured, Combined };
inline constexpr std::array kSchemeFamilies{
    SchemeFamily::Fp32,   SchemeFamily::Half,       SchemeFamily::Int8,    SchemeFamily::Int4,
    SchemeFamily::Sparse, SchemeFamily::Structured, SchemeFamily::Combined};

/// The family of one scheme's name ("int8-dynamic", "int4-weight:g=32", "bf16"); auto, which chooses among
/// them, is Int8; Fp32 when it is unknown.
SchemeFamily familyOf(const QString& scheme);
/// The family of a whole recipe: Combined when it mixes families.
SchemeFamily familyOf(const Recipe& recipe);

/// One colour for both palettes: at least 3:1 against either ground, and apart from the others for every kind
/// of colour vision.
QColor schemeColor(SchemeFamily family);
/// The family's marker around the origin, about 2 high.
QPainterPath schemeMarker(SchemeFamily family);
QString schemeName(SchemeFamily family);
/// The marker as an icon; hollow where the figures behind it cannot be compared.
QIcon schemeIcon(SchemeFamily family, bool hollow = false);

}  // namespace athena::ui
