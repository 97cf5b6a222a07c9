using Krewe.Gateway.Authentication;
using Krewe.Gateway.ServiceAccounts;
using Krewe.Model.Failures;
using Microsoft.AspNetCore.Http;

namespace Krewe.Gateway.Authorization;

/// <summary>
/// Requests in the name of somebody else (<c>kubectl --as</c>): whoever may <c>impersonate</c> the user and each of the groups goes on as
/// that user, with that user's rights and no others.
/// </summary>
internal sealed class Impersonation(Authorizer authorizer)
{
    private const string User = "Impersonate-User";
    private const string Group = "Impersonate-Group";
    private const string Uid = "Impersonate-Uid";
    private const string ExtraPrefix = "Impersonate-Extra-";

    /// <summary>The caller, or whom the caller speaks for.</summary>
    public Outcome<ClientIdentity> Apply(IHeaderDictionary headers, ClientIdentity caller)
    {
        if (!headers.ContainsKey(User))
        {
            return headers.Any(header => header.Key.StartsWith("Impersonate-", StringComparison.OrdinalIgnoreCase))
                ? ApiFailure.BadRequest("groups, a UID or more can be impersonated together with a user only")
                : caller;
        }
        var wanted = Read(headers);
        foreach (var request in Questions(wanted, [.. headers[Group].OfType<string>()]))
        {
            if (!authorizer.Decide(caller, request).Allowed)
                return request.Refuse(caller.User);
        }
        return wanted;
    }

    private static ClientIdentity Read(IHeaderDictionary headers)
    {
        var user = headers[User].ToString();
        IEnumerable<string> groups = headers[Group].OfType<string>();
        if (headers[Group].Count == 0 && ServiceAccountNames.TryParse(user, out var account))
            groups = ServiceAccountNames.GroupsOf(account.Namespace);
        return new ClientIdentity(user, [.. groups.Append(ClientIdentity.Authenticated).Distinct(StringComparer.Ordinal)], headers[Uid].ToString())
        {
            Extra = headers.Where(header => header.Key.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase)).ToDictionary(
                header => Uri.UnescapeDataString(header.Key[ExtraPrefix.Length..]).ToLowerInvariant(),
                IReadOnlyList<string> (header) => [.. header.Value.OfType<string>()], StringComparer.Ordinal),
        };
    }

    private static IEnumerable<AccessRequest> Questions(ClientIdentity wanted, IReadOnlyList<string> groups)
    {
        yield return ServiceAccountNames.TryParse(wanted.User, out var account)
            ? new AccessRequest.Resource("impersonate", "", "serviceaccounts", "", account.Namespace, account.Name)
            : new AccessRequest.Resource("impersonate", "", "users", "", "", wanted.User);
        foreach (var group in groups)
            yield return new AccessRequest.Resource("impersonate", "", "groups", "", "", group);
        if (wanted.Uid.Length > 0)
            yield return new AccessRequest.Resource("impersonate", "authentication.k8s.io", "uids", "", "", wanted.Uid);
        foreach (var (key, values) in wanted.Extra)
        {
            foreach (var value in values)
                yield return new AccessRequest.Resource("impersonate", "authentication.k8s.io", "userextras", key, "", value);
        }
    }
}
