using Krewe.Model.Meta;
using Krewe.Model.Schema;
using Krewe.Model.Tables;

namespace Krewe.Model.Kinds;

/// <summary>
/// Base of the definitions of questions to the API: they are created, come back with the answer in their status, and are kept nowhere.
/// </summary>
/// <typeparam name="T">The kind's record.</typeparam>
public abstract class ReviewDefinition<T> : KindDefinition<T> where T : ApiObject, IApiRecord<T>
{
    /// <inheritdoc/>
    public sealed override bool Kept => false;

    /// <inheritdoc/>
    public override bool Namespaced => false;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<TableColumn> Columns { get; } = [Column.Age];
}
