using Krewe.Model.Schema;

namespace Krewe.Model.Authentication;

/// <summary>Who somebody is, as a credential has proven it.</summary>
public sealed partial record UserInfo : ApiRecord
{
    /// <summary>Name that tells the user from all others.</summary>
    [Field(1)]
    public string? Username { get; init; }

    /// <summary>Value that tells the user from one who had the same name before.</summary>
    [Field(2)]
    public string? Uid { get; init; }

    /// <summary>Names of the groups that the user is in.</summary>
    [Field(3)]
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>What else the credential says of the user.</summary>
    [Field(4)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = StringMap.EmptyOf<IReadOnlyList<string>>();
}
