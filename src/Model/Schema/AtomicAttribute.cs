namespace Krewe.Model.Schema;

/// <summary>Says of a record that server-side apply treats it as one value, wherever it stands: a reference, a selector.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AtomicAttribute : Attribute;
