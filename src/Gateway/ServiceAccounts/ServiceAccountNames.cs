using System.Diagnostics.CodeAnalysis;
using Krewe.Model.Kinds;

namespace Krewe.Gateway.ServiceAccounts;

/// <summary>How service accounts are called as users and as groups.</summary>
internal static class ServiceAccountNames
{
    /// <summary>Group of all service accounts.</summary>
    public const string AllGroup = "system:serviceaccounts";

    /// <summary>What the name of every service account as a user begins with.</summary>
    public const string UserPrefix = "system:serviceaccount:";

    /// <summary>The name of an account as a user.</summary>
    public static string UserOf(string space, string name) => $"{UserPrefix}{space}:{name}";

    /// <summary>The groups of the accounts of a namespace.</summary>
    public static IReadOnlyList<string> GroupsOf(string space) => [AllGroup, $"{AllGroup}:{space}"];

    /// <summary>The account that a user is, if it is one.</summary>
    public static bool TryParse(string user, [MaybeNullWhen(false)] out ObjectKey account)
    {
        account = default;
        if (!user.StartsWith(UserPrefix, StringComparison.Ordinal) || user[UserPrefix.Length..].Split(':') is not [{ Length: > 0 } space, { Length: > 0 } name])
            return false;
        account = new ObjectKey(space, name);
        return true;
    }
}
