using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>An address of a pod.</summary>
public sealed partial record PodIP : ApiRecord
{
    /// <summary>The address.</summary>
    [Field(1, Required = true)]
    public string? Ip { get; init; }
}

/// <summary>An address of a node.</summary>
public sealed partial record HostIP : ApiRecord
{
    /// <summary>The address.</summary>
    [Field(1, Required = true)]
    public string? Ip { get; init; }
}
