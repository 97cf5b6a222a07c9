using Krewe.Gateway.Authentication;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Routing;

/// <summary>Failures that only the gateway knows, in Kubernetes' words.</summary>
internal static class Refusals
{
    /// <summary>The path exists, but not for this method.</summary>
    public static ApiFailure MethodNotAllowed() =>
        new(FailureReason.MethodNotAllowed, "the server does not allow this method on the requested resource");

    /// <summary>A caller who is no administrator, where no other right is enough.</summary>
    public static ApiFailure Forbidden(ClientIdentity caller, string method, string path) =>
        ApiFailure.Forbidden($"User \"{caller.User}\" cannot {method.ToLowerInvariant()} path \"{path}\"");
}
