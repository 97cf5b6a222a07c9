using System.Text.Json;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Apps;

/// <summary>What a controller's desired state was at one time, kept so that it can go back. Its content never changes.</summary>
public sealed partial record ControllerRevision : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => ControllerRevisionKind.Instance;

    /// <summary>The state, in a form of the controller's own. Cannot be changed.</summary>
    [Field(2)]
    public JsonElement? Data { get; init; }

    /// <summary>Place in the order of the controller's revisions.</summary>
    [Field(3, Required = true)]
    public long Revision { get; init; }
}
