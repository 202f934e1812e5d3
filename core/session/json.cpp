// SPDX-License-Identifier: Apache-2.0
#include "core/session/json.h"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <type_traits>

namespace athena::session {
namespace {

using Json = nlohmann::json;

// Each struct lists its fields once; Writer and Reader walk the same list.
template <typename Archive, typename T>
void fields(Archive& archive, T& value);

template <typename T>
Json written(const T& value);
template <typename T>
void read(const Json& json, T& value);

struct Writer {
  Json json = Json::object();
  template <typename T>
  void operator()(const char* key, const T& value) {
    if constexpr (requires { value.has_value(); }) {
      if (value) json[key] = written(*value);
    } else {
      json[key] = written(value);
    }
  }
};

struct Reader {
  const Json::object_t& object;
  template <typename T>
  void operator()(const char* key, T& value) {
    const auto it = object.find(key);
    if (it == object.end()) return;
    if constexpr (requires { value.has_value(); }) {
      read(it->second, value.emplace());
    } else {
      read(it->second, value);
    }
  }
};

template <typename Archive>
void fields(Archive& a, Environment& v) {
  a("machine", v.machine), a("isa", v.isa), a("build", v.build), a("threads", v.threads);
}
template <typename Archive>
void fields(Archive& a, Accuracy& v) {
  a("value", v.value), a("low", v.low), a("high", v.high), a("correct", v.correct), a("samples", v.samples);
}
template <typename Archive>
void fields(Archive& a, Metric& v) {
  a("name", v.name), a("value", v.value), a("low", v.low), a("high", v.high), a("interval", v.interval);
  a("samples", v.samples), a("higher_is_better", v.higher_is_better), a("fraction", v.fraction);
}
template <typename Archive>
void fields(Archive& a, Agreement& v) {
  a("top1", v.top1), a("cosine", v.cosine), a("sqnr_db", v.sqnr_db), a("mean_kl", v.mean_kl);
  a("samples", v.samples), a("random_inputs", v.random_inputs);
}
template <typename Archive>
void fields(Archive& a, Latency& v) {
  a("median_ms", v.median_ms), a("p95_ms", v.p95_ms), a("spread_ms", v.spread_ms), a("calls", v.calls);
}
template <typename Archive>
void fields(Archive& a, LatencyComparison& v) {
  a("variant", v.variant), a("original", v.original), a("optimized", v.optimized);
  a("optimized_as", v.optimized_as), a("batch", v.batch), a("threads", v.threads), a("noisy", v.noisy);
}
template <typename Archive>
void fields(Archive& a, Site& v) {
  a("method", v.method), a("block", v.block), a("op", v.op);
}
template <typename Archive>
void fields(Archive& a, SiteReport& v) {
  a("where", v.where), a("kernel", v.kernel), a("calls", v.calls), a("multiply_adds", v.multiply_adds);
  a("integer_multiply_adds", v.integer_multiply_adds);
}
template <typename Archive>
void fields(Archive& a, Coverage& v) {
  a("samples", v.samples), a("with_weights", v.with_weights), a("in_integers", v.in_integers);
  a("of_activations", v.of_activations), a("fall_backs", v.fall_backs);
}
template <typename Archive>
void fields(Archive& a, LayerReport& v) {
  a("path", v.path), a("kind", v.kind), a("scheme", v.scheme), a("kernel", v.kernel), a("calls", v.calls);
  a("bytes_before", v.bytes_before), a("bytes_after", v.bytes_after), a("sparsity", v.sparsity);
  a("reason", v.reason), a("multiply_adds", v.multiply_adds);
  a("integer_multiply_adds", v.integer_multiply_adds), a("sites", v.sites);
}
template <typename Archive>
void fields(Archive& a, Measurement& v) {
  a("environment", v.environment), a("dataset", v.dataset), a("dataset_name", v.dataset_name);
  a("split", v.split), a("accuracy", v.accuracy), a("original_accuracy", v.original_accuracy);
  a("metrics", v.metrics), a("original_metrics", v.original_metrics), a("per_class", v.per_class);
  a("right", v.right), a("seen_by", v.seen_by);
  a("agreement", v.agreement), a("latency", v.latency), a("file_bytes", v.file_bytes);
  a("original_file_bytes", v.original_file_bytes), a("measured_at", v.measured_at), a("command", v.command);
  a("coverage", v.coverage);
}
template <typename Archive>
void fields(Archive& a, TrainPoint& v) {
  a("step", v.step), a("loss", v.loss);
}
template <typename Archive>
void fields(Archive& a, PassReport& v) {
  a("name", v.name), a("sites", v.sites);
}
template <typename Archive>
void fields(Archive& a, Rule& v) {
  a("layers", v.layers), a("kinds", v.kinds), a("method", v.method), a("parameters", v.parameters);
}
template <typename Archive>
void fields(Archive& a, Step& v) {
  a("verb", v.verb), a("parameters", v.parameters), a("rules", v.rules);
}
template <typename Archive>
void fields(Archive& a, Recipe& v) {
  a("name", v.name), a("seed", v.seed), a("steps", v.steps);
  a("passes_off", v.passes_off);
}

/// JSON has no infinities: those are text. A parameter's text is kept apart from them by its wrapping.
Json written_double(double value) {
  if (std::isfinite(value)) return value;
  return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
}
double read_double(const Json& json) {
  if (!json.is_string()) return json.get<double>();
  const std::string& text = json.get_ref<const std::string&>();
  if (text == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (text == "inf") return std::numeric_limits<double>::infinity();
  if (text == "-inf") return -std::numeric_limits<double>::infinity();
  throw std::invalid_argument("'" + text + "' is not a number");
}

Json written_value(const Value& value) {
  if (const double* number = std::get_if<double>(&value); number && !std::isfinite(*number))
    return Json::object({{"double", written_double(*number)}});
  return std::visit([](const auto& held) -> Json { return held; }, value);
}
Value read_value(const Json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number_integer()) return json.get<std::int64_t>();
  if (json.is_number()) return json.get<double>();
  if (json.is_object()) return read_double(json.at("double"));
  return json.get<std::string>();
}

template <typename T>
Json written(const T& value) {
  if constexpr (std::is_same_v<T, double>) {
    return written_double(value);
  } else if constexpr (std::is_same_v<T, Parameters>) {
    Json list = Json::array();  // pairs, for their order and a name met twice
    for (const auto& [name, held] : value) list.push_back(Json::array({name, written_value(held)}));
    return list;
  } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
    return value;
  } else if constexpr (requires { value.begin(); }) {
    Json list = Json::array();
    for (const auto& each : value) list.push_back(written(each));
    return list;
  } else {
    Writer writer;
    fields(writer, const_cast<T&>(value));  // Writer takes every field as const
    return writer.json;
  }
}

template <typename T>
void read(const Json& json, T& value) {
  if constexpr (std::is_same_v<T, double>) {
    value = read_double(json);
  } else if constexpr (std::is_same_v<T, Parameters>) {
    for (const Json& pair : json.get_ref<const Json::array_t&>())
      value.emplace_back(pair.at(0).get<std::string>(), read_value(pair.at(1)));
  } else if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
    if (!json.is_number_integer()) throw std::invalid_argument(json.dump() + " is not an integer");
    value = json.get<T>();
  } else if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, std::string>) {
    value = json.get<T>();
  } else if constexpr (requires { value.begin(); }) {
    for (const Json& each : json.get_ref<const Json::array_t&>()) read(each, value.emplace_back());
  } else {
    Reader reader{json.get_ref<const Json::object_t&>()};
    fields(reader, value);
  }
}

template <typename T>
std::string text_of(const T& value) {
  // A name need not be UTF-8, JSON must be.
  return written(value).dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <typename T>
Result<T> value_of(std::string_view text) {
  try {
    T value;
    read(Json::parse(text), value);
    return value;
  } catch (const std::exception& exception) {  // nlohmann's own, and those above
    return fail(ErrorCode::Corruption, "A stored value is not as Athena wrote it.", exception.what());
  }
}

}  // namespace

std::string to_json(const Recipe& recipe) { return text_of(recipe); }
std::string to_json(const std::vector<LayerReport>& layers) { return text_of(layers); }
std::string to_json(const std::vector<PassReport>& passes) { return text_of(passes); }
std::string to_json(const std::vector<TrainPoint>& curve) { return text_of(curve); }
std::string to_json(const Measurement& measurement) { return text_of(measurement); }

Result<Recipe> recipe_from(std::string_view json) { return value_of<Recipe>(json); }
Result<std::vector<LayerReport>> layers_from(std::string_view json) {
  return value_of<std::vector<LayerReport>>(json);
}
Result<std::vector<PassReport>> passes_from(std::string_view json) {
  return value_of<std::vector<PassReport>>(json);
}
Result<std::vector<TrainPoint>> curve_from(std::string_view json) {
  return value_of<std::vector<TrainPoint>>(json);
}
Result<Measurement> measurement_from(std::string_view json) { return value_of<Measurement>(json); }

}  // namespace athena::session
