using Krewe.Model.Failures;
using Krewe.Model.Validation;

namespace Krewe.Gateway.Resources.Writes;

/// <summary>Parameters of a request that are refused: <c>PatchOptions.meta.k8s.io "" is invalid: …</c>.</summary>
internal static class InvalidOptions
{
    private const string Group = "meta.k8s.io";

    /// <summary>The failure for options of a kind.</summary>
    public static ApiFailure Of(string kind, FieldErrors errors)
    {
        var texts = errors.Items.Select(error => error.ToString()).Distinct(StringComparer.Ordinal).ToArray();
        return new ApiFailure(FailureReason.Invalid, $"{kind}.{Group} \"\" is invalid: {(texts.Length == 1 ? texts[0] : $"[{string.Join(", ", texts)}]")}")
        {
            Kind = kind,
            Group = Group,
            Causes = errors.Items,
        };
    }
}
