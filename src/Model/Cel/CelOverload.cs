namespace Krewe.Model.Cel;

/// <summary>One form of a function or operator.</summary>
/// <param name="Name">Its name; operators are written as the CEL specification does (<c>_+_</c>).</param>
/// <param name="IsMethod">True if the first argument stands before the name.</param>
/// <param name="Parameters">What it takes.</param>
/// <param name="Result">What it gives, by what it is given.</param>
/// <param name="Body">What it does; a <see cref="CelError"/> tells why it cannot.</param>
internal sealed record CelOverload(
    string Name, bool IsMethod, IReadOnlyList<CelType> Parameters, Func<IReadOnlyList<CelType>, CelType> Result, Func<object?[], CelBudget, object?> Body)
{
    /// <summary>A function, called by its name alone.</summary>
    public static CelOverload Function(string name, CelType[] parameters, CelType result, Func<object?[], object?> body) =>
        new(name, false, parameters, _ => result, (arguments, _) => body(arguments));

    /// <summary>A function that goes over its arguments and pays for it, or whose type depends on theirs.</summary>
    public static CelOverload Function(string name, CelType[] parameters, Func<IReadOnlyList<CelType>, CelType> result, Func<object?[], CelBudget, object?> body) =>
        new(name, false, parameters, result, body);

    /// <summary>A method, called on its first argument.</summary>
    public static CelOverload Method(string name, CelType[] parameters, CelType result, Func<object?[], object?> body) =>
        new(name, true, parameters, _ => result, (arguments, _) => body(arguments));

    /// <summary>A method that goes over its arguments and pays for it, or whose type depends on theirs.</summary>
    public static CelOverload Method(string name, CelType[] parameters, Func<IReadOnlyList<CelType>, CelType> result, Func<object?[], CelBudget, object?> body) =>
        new(name, true, parameters, result, body);

    /// <summary>True if it may be called with values of these types.</summary>
    public bool Takes(IReadOnlyList<CelType> given) =>
        given.Count == Parameters.Count && Parameters.Zip(given).All(static pair => pair.First.Takes(pair.Second));

    /// <summary>True if it may be called with these values.</summary>
    public bool Fits(object?[] given)
    {
        if (given.Length != Parameters.Count)
            return false;
        for (var i = 0; i < given.Length; i++)
        {
            if (Parameters[i].Kind is not CelKind.Dyn and var wanted && wanted != CelValues.KindOf(given[i]))
                return false;
        }
        return true;
    }
}
