// Distribution functions of Boost.Math behind plain C. No exception leaves; every function answers with a status.
//
// Tails: `upper` 0 gives P(X <= x), 1 gives P(X > x). Each tail is computed for itself, never as one minus the other, so that
// small probabilities keep their relative precision.

#ifndef CDISTRIBUTIONS_H
#define CDISTRIBUTIONS_H

#ifdef __cplusplus
extern "C" {
#endif

enum {
  /// The answer is in `out`.
  DIST_OK = 0,
  /// An argument lies outside the function's domain, or is NaN.
  DIST_DOMAIN = 1,
  /// The answer is infinite or does not fit a double.
  DIST_OVERFLOW = 2,
  /// The library gave up (no convergence, out of memory).
  DIST_FAILED = 3
};

/// Standard normal.
int dist_normal(double z, int upper, double *out);
/// The natural logarithm of a tail of the standard normal; keeps precision far beyond where the tail itself underflows.
int dist_normal_log(double z, int upper, double *out);
/// The z whose given tail is `p`, 0 < p < 1.
int dist_normal_quantile(double p, int upper, double *out);

/// Student's t with `df` > 0 degrees of freedom (need not be whole).
int dist_t(double t, double df, int upper, double *out);
/// The t whose given tail is `p`, 0 < p < 1.
int dist_t_quantile(double p, double df, int upper, double *out);

/// Chi-squared with `df` > 0 degrees of freedom, x >= 0.
int dist_chi_squared(double x, double df, int upper, double *out);
/// The x whose given tail is `p`, 0 < p < 1.
int dist_chi_squared_quantile(double p, double df, int upper, double *out);

/// Fisher's F, x >= 0.
int dist_f(double x, double df1, double df2, int upper, double *out);

/// Binomial: k of n with chance p. k is taken as a whole number, 0 <= k <= n.
int dist_binomial(double k, double n, double p, int upper, double *out);
/// The chance of exactly k of n.
int dist_binomial_density(double k, double n, double p, double *out);

/// Hypergeometric: k marked among `drawn` drawn from `total`, of which `marked` are marked.
int dist_hypergeometric(unsigned k, unsigned marked, unsigned drawn, unsigned total, int upper, double *out);
/// The chance of exactly k.
int dist_hypergeometric_density(unsigned k, unsigned marked, unsigned drawn, unsigned total, double *out);

/// Beta with shapes a, b > 0; 0 <= x <= 1.
int dist_beta(double x, double a, double b, int upper, double *out);
/// The x whose given tail is `p`, 0 < p < 1.
int dist_beta_quantile(double p, double a, double b, int upper, double *out);

/// Gamma with shape > 0 and scale 1; x >= 0.
int dist_gamma(double x, double shape, int upper, double *out);

/// The natural logarithm of the gamma function, x > 0.
int dist_log_gamma(double x, double *out);

#ifdef __cplusplus
}
#endif

#endif
