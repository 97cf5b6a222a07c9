using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Operating system of a pod.</summary>
public sealed partial record PodOS : ApiRecord
{
    /// <summary>linux or windows.</summary>
    [Field(1, Required = true)]
    public OSName? Name { get; init; }
}
