using Krewe.Model.Meta;
using Krewe.Model.Validation;

namespace Krewe.Model.Kinds;

/// <summary>
/// Base of the definitions: the rules in terms of the kind's own type, with what most kinds share. A kind overrides what differs.
/// </summary>
/// <typeparam name="T">The kind's record.</typeparam>
public abstract class KindDefinition<T> : KindDefinition where T : ApiObject
{
    /// <inheritdoc/>
    public sealed override Type ObjectType => typeof(T);

    /// <inheritdoc/>
    public override bool HasStatus => false;

    /// <inheritdoc/>
    public sealed override ApiObject ApplyDefaults(ApiObject value) => ApplyDefaults((T)value);

    /// <inheritdoc/>
    public sealed override ApiObject PrepareForCreate(ApiObject value) => PrepareForCreate((T)value);

    /// <inheritdoc/>
    public sealed override ApiObject PrepareForUpdate(ApiObject value, ApiObject old) => PrepareForUpdate((T)value, (T)old);

    /// <inheritdoc/>
    public sealed override ApiObject PrepareForStatusUpdate(ApiObject value, ApiObject old) => PrepareForStatusUpdate((T)value, (T)old);

    /// <inheritdoc/>
    public sealed override void Validate(ApiObject value, FieldErrors errors) => Validate((T)value, errors);

    /// <inheritdoc/>
    public sealed override void ValidateUpdate(ApiObject value, ApiObject old, FieldErrors errors) => ValidateUpdate((T)value, (T)old, errors);

    /// <summary>Fills in what the API promises when a field is left out. Idempotent.</summary>
    protected virtual T ApplyDefaults(T value) => value;

    /// <summary>Sets what follows from creation.</summary>
    protected virtual T PrepareForCreate(T value) => value;

    /// <summary>Carries over what an update may not change.</summary>
    protected virtual T PrepareForUpdate(T value, T old) => value;

    /// <summary>Takes only the status of an update of the status subresource.</summary>
    protected virtual T PrepareForStatusUpdate(T value, T old) => value;

    /// <summary>Appends every error of an object about to be created.</summary>
    protected virtual void Validate(T value, FieldErrors errors)
    {
    }

    /// <summary>Appends every error of an object about to replace <paramref name="old"/>.</summary>
    protected virtual void ValidateUpdate(T value, T old, FieldErrors errors)
    {
    }
}
