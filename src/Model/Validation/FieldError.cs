namespace Krewe.Model.Validation;

/// <summary>One error of one field, worded as Kubernetes words it.</summary>
/// <param name="Reason">What is wrong; the <c>reason</c> of a <c>StatusCause</c>.</param>
/// <param name="Field">Path: <c>spec.containers[0].name</c>.</param>
/// <param name="Message">Text without the path: <c>Required value</c>, <c>Invalid value: "A": a lowercase RFC 1123 label must …</c>.</param>
public sealed record FieldError(FieldErrorReason Reason, string Field, string Message)
{
    /// <summary><c>spec.replicas: Invalid value: -1: must be greater than or equal to 0</c>.</summary>
    public override string ToString() => $"{Field}: {Message}";
}
