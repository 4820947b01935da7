#include "CDistributions.h"

#include <cmath>
#include <exception>
#include <limits>
#include <new>
#include <stdexcept>

#include <boost/math/constants/constants.hpp>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/hypergeometric.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>

namespace {

namespace bm = boost::math;
namespace bp = boost::math::policies;

// Computed in long double: the tail of a double that is right to the last bits, also where a double would underflow on the way.
using Real = long double;

// Underflow is an honest zero; everything else that goes wrong is thrown and becomes a status below.
using Policy = bp::policy<
    bp::domain_error<bp::throw_on_error>, bp::pole_error<bp::throw_on_error>, bp::overflow_error<bp::throw_on_error>,
    bp::underflow_error<bp::ignore_error>, bp::denorm_error<bp::ignore_error>, bp::evaluation_error<bp::throw_on_error>,
    bp::rounding_error<bp::throw_on_error>, bp::promote_double<false>, bp::discrete_quantile<bp::real>>;

template <class Compute>
int guarded(double *out, Compute compute) noexcept {
  try {
    const Real value = compute();
    if (std::isnan(value)) return DIST_DOMAIN;
    const double narrow = static_cast<double>(value);
    if (!std::isfinite(narrow)) return DIST_OVERFLOW;
    *out = narrow;
    return DIST_OK;
  } catch (const std::domain_error &) {
    return DIST_DOMAIN;
  } catch (const std::overflow_error &) {
    return DIST_OVERFLOW;
  } catch (...) {
    return DIST_FAILED;
  }
}

template <class Distribution>
Real tail(const Distribution &distribution, Real x, int upper) {
  return upper ? bm::cdf(bm::complement(distribution, x)) : bm::cdf(distribution, x);
}

template <class Distribution>
Real point(const Distribution &distribution, double p, int upper) {
  if (!(p > 0) || !(p < 1)) throw std::domain_error("p");
  const Real wide = p;
  return upper ? bm::quantile(bm::complement(distribution, wide)) : bm::quantile(distribution, wide);
}

// The continued fraction of Mills' ratio, for z so large that the tail itself is near the end of long double.
Real logUpperNormal(Real z) {
  const bm::normal_distribution<Real, Policy> normal(0, 1);
  if (z < 100) return std::log(tail(normal, z, 1));
  Real fraction = z;
  for (int k = 60; k >= 1; --k) fraction = z + k / fraction;
  return -z * z / 2 - std::log(bm::constants::root_two_pi<Real>()) - std::log(fraction);
}

}  // namespace

int dist_normal(double z, int upper, double *out) {
  return guarded(out, [=] { return tail(bm::normal_distribution<Real, Policy>(0, 1), z, upper); });
}

int dist_normal_log(double z, int upper, double *out) {
  return guarded(out, [=]() -> Real {
    if (!std::isfinite(z)) throw std::domain_error("z");
    const Real outward = upper ? z : -z;
    if (outward < 0) return std::log1p(-std::exp(logUpperNormal(-outward)));
    return logUpperNormal(outward);
  });
}

int dist_normal_quantile(double p, int upper, double *out) {
  return guarded(out, [=] { return point(bm::normal_distribution<Real, Policy>(0, 1), p, upper); });
}

int dist_t(double t, double df, int upper, double *out) {
  return guarded(out, [=] { return tail(bm::students_t_distribution<Real, Policy>(df), t, upper); });
}

int dist_t_quantile(double p, double df, int upper, double *out) {
  return guarded(out, [=] { return point(bm::students_t_distribution<Real, Policy>(df), p, upper); });
}

int dist_chi_squared(double x, double df, int upper, double *out) {
  return guarded(out, [=] { return tail(bm::chi_squared_distribution<Real, Policy>(df), x, upper); });
}

int dist_chi_squared_quantile(double p, double df, int upper, double *out) {
  return guarded(out, [=] { return point(bm::chi_squared_distribution<Real, Policy>(df), p, upper); });
}

int dist_f(double x, double df1, double df2, int upper, double *out) {
  return guarded(out, [=] { return tail(bm::fisher_f_distribution<Real, Policy>(df1, df2), x, upper); });
}

int dist_binomial(double k, double n, double p, int upper, double *out) {
  return guarded(out, [=] { return tail(bm::binomial_distribution<Real, Policy>(n, p), k, upper); });
}

int dist_binomial_density(double k, double n, double p, double *out) {
  return guarded(out, [=] { return bm::pdf(bm::binomial_distribution<Real, Policy>(n, p), static_cast<Real>(k)); });
}

int dist_hypergeometric(unsigned k, unsigned marked, unsigned drawn, unsigned total, int upper, double *out) {
  return guarded(out, [=]() -> Real {
    const bm::hypergeometric_distribution<Real, Policy> distribution(marked, drawn, total);
    return upper ? bm::cdf(bm::complement(distribution, k)) : bm::cdf(distribution, k);
  });
}

int dist_hypergeometric_density(unsigned k, unsigned marked, unsigned drawn, unsigned total, double *out) {
  return guarded(
      out, [=] { return bm::pdf(bm::hypergeometric_distribution<Real, Policy>(marked, drawn, total), k); });
}

int dist_beta(double x, double a, double b, int upper, double *out) {
  return guarded(out, [=] { return tail(bm::beta_distribution<Real, Policy>(a, b), x, upper); });
}

int dist_beta_quantile(double p, double a, double b, int upper, double *out) {
  return guarded(out, [=] { return point(bm::beta_distribution<Real, Policy>(a, b), p, upper); });
}

int dist_gamma(double x, double shape, int upper, double *out) {
  return guarded(out, [=] { return tail(bm::gamma_distribution<Real, Policy>(shape, 1), x, upper); });
}

int dist_log_gamma(double x, double *out) {
  return guarded(out, [=]() -> Real {
    if (!(x > 0)) throw std::domain_error("x");
    return bm::lgamma(static_cast<Real>(x), Policy());
  });
}
