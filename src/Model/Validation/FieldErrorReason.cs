namespace Krewe.Model.Validation;

/// <summary>Classes of field errors; the names are those of the API's <c>CauseType</c>.</summary>
public enum FieldErrorReason
{
    /// <summary>The value is malformed or out of range.</summary>
    FieldValueInvalid,

    /// <summary>A value is needed.</summary>
    FieldValueRequired,

    /// <summary>The value must be unique and is not.</summary>
    FieldValueDuplicate,

    /// <summary>The value is not one of the known ones.</summary>
    FieldValueNotSupported,

    /// <summary>The field may not be set, or may not change.</summary>
    FieldValueForbidden,

    /// <summary>What the value refers to does not exist.</summary>
    FieldValueNotFound,

    /// <summary>The value is too long.</summary>
    FieldValueTooLong,

    /// <summary>The list or map has too many items.</summary>
    FieldValueTooMany,

    /// <summary>The value has another type.</summary>
    FieldValueTypeInvalid,

    /// <summary>Another manager owns the field that server-side apply would change.</summary>
    FieldManagerConflict,

    /// <summary>Not a field's fault: a budget of disruptions forbids it.</summary>
    DisruptionBudget,

    /// <summary>Not a field's fault: the resourceVersion asked for is ahead of the server's. Informers know it by this and list anew.</summary>
    ResourceVersionTooLarge,
}
