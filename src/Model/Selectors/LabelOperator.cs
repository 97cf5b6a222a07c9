namespace Krewe.Model.Selectors;

/// <summary>How a <see cref="LabelRequirement"/> relates a label to its values.</summary>
public enum LabelOperator
{
    /// <summary><c>key=value</c>.</summary>
    Equals,

    /// <summary><c>key!=value</c>; also holds without the label.</summary>
    NotEquals,

    /// <summary><c>key in (a,b)</c>.</summary>
    In,

    /// <summary><c>key notin (a,b)</c>; also holds without the label.</summary>
    NotIn,

    /// <summary><c>key</c>.</summary>
    Exists,

    /// <summary><c>!key</c>.</summary>
    DoesNotExist,

    /// <summary><c>key&gt;1</c>, of integers.</summary>
    GreaterThan,

    /// <summary><c>key&lt;1</c>, of integers.</summary>
    LessThan,
}
