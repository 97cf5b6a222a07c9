using System.Globalization;
using Krewe.Model.Authentication;
using Krewe.Model.Failures;
using Krewe.Model.Validation;

namespace Krewe.Gateway.ServiceAccounts;

/// <summary>Defaults and bounds of requests for tokens.</summary>
internal static class TokenRequestRules
{
    private const long DefaultSeconds = 60 * 60;
    private const long LeastSeconds = 10 * 60;
    private const long MostSeconds = 1L << 32;

    /// <summary>Fills in what was left out.</summary>
    public static TokenRequestSpec Complete(TokenRequestSpec spec) => spec with
    {
        Audiences = spec.Audiences.Count > 0 ? spec.Audiences : TokenVerifier.OwnAudiences,
        ExpirationSeconds = spec.ExpirationSeconds ?? DefaultSeconds,
    };

    /// <summary>What is wrong with a request for a token of an account, or null.</summary>
    public static ApiFailure? Check(TokenRequestSpec spec, string account)
    {
        var errors = new FieldErrors();
        var field = FieldPath.Spec.Child("expirationSeconds");
        if (spec.ExpirationSeconds < LeastSeconds)
            errors.Invalid(field, spec.ExpirationSeconds.Value, "may not specify a duration less than 10 minutes");
        if (spec.ExpirationSeconds > MostSeconds)
            errors.Invalid(field, spec.ExpirationSeconds.Value, "may not specify a duration larger than 2^32 seconds");
        if (errors.None)
            return null;
        return new ApiFailure(FailureReason.Invalid, string.Create(CultureInfo.InvariantCulture, $"TokenRequest.authentication.k8s.io \"{account}\" is invalid: {errors.Items[0]}"))
        {
            Kind = "TokenRequest",
            Group = "authentication.k8s.io",
            Name = account,
            Causes = errors.Items,
        };
    }
}
