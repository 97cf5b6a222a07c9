using Krewe.Model.Authentication;
using Krewe.Model.Schema;
using Krewe.Protocol;

namespace Krewe.Gateway.Authentication;

/// <summary>Who sends a request.</summary>
/// <param name="User">The user's name.</param>
/// <param name="Groups">The groups that the credential proves.</param>
/// <param name="Uid">The user's UID where the credential has one.</param>
internal sealed record ClientIdentity(string User, IReadOnlyList<string> Groups, string Uid = "")
{
    /// <summary>What else the credential says, by keys such as <c>authentication.kubernetes.io/pod-name</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = StringMap.EmptyOf<IReadOnlyList<string>>();

    /// <summary>Group of those who may do everything.</summary>
    public const string Administrators = "system:masters";

    /// <summary>Group that every user with a credential is in.</summary>
    public const string Authenticated = "system:authenticated";

    /// <summary>Group of the silos of this installation, which say on whose behalf they ask.</summary>
    public const string Silos = "krewe:silos";

    /// <summary>True for another silo of this installation.</summary>
    public bool IsSilo => Groups.Contains(Silos);

    /// <summary>The node that this is the agent of, or null.</summary>
    public string? NodeName { get; } =
        Groups.Contains(AgentProtocol.NodeOrganization) && User.StartsWith(AgentProtocol.NodeUserPrefix, StringComparison.Ordinal)
            ? User[AgentProtocol.NodeUserPrefix.Length..]
            : null;

    /// <summary>The identity as reviews tell it.</summary>
    public UserInfo ToUserInfo() => new() { Username = User, Uid = Uid.Length > 0 ? Uid : null, Groups = Groups, Extra = Extra };
}
