using Krewe.Model.Kinds;
using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>Base of the persisted objects of the API. Derived records declare their other fields from protobuf number 2 on.</summary>
public abstract record ApiObject : ApiRecord
{
    /// <summary>Metadata; never null, empty in an object that has none yet.</summary>
    [Field(1)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>What this object is: its group, version, kind and rules.</summary>
    public abstract KindDefinition Definition { get; }
}
