using FsCheck;
using FsCheck.Fluent;
using Krewe.Model.Cel;

namespace Krewe.Model.Tests.Cel;

public sealed class CelTests
{
    [Theory]
    [InlineData("1 + 2 * 3 == 7")]
    [InlineData("(1 + 2) * 3 == 9")]
    [InlineData("-7 / 2 == -3 && -7 % 2 == -1 && -1.5 < 0.0 && -(3) == -3")]
    [InlineData("-9223372036854775808 < 0")]
    [InlineData("0x1F == 31 && 7u == 7u && 1e3 == 1000.0 && .5 == 0.5")]
    [InlineData("1 == 1.0 && 1u == 1 && 1 < 1.5 && 2u > 1.5 && 9007199254740993 > 9007199254740992.0")]
    [InlineData("true ? false || true : false")]
    [InlineData("!(1 > 2) && 'a' < 'b' && 'a' != 'b'")]
    [InlineData("'a' + \"b\" == r'ab' && '''a\nb''' == 'a\\nb' && r'\\d' == '\\\\d' && '\\u00e4\\x41\\101' == 'äAA' && b'\\xff' != b'a'")]
    [InlineData("[1, 2] + [3] == [1, 2, 3] && [1, 2][1] == 2 && 2 in [1, 2] && !(3 in [1, 2])")]
    [InlineData("{'a': 1, 'b': 2}['b'] == 2 && {'a': 1}.a == 1 && 'a' in {'a': 1}")]
    [InlineData("{1: 'x'}[dyn(1u)] == 'x' && {'a': 1} == {'a': dyn(1.0)}")]
    [InlineData("null == null && !(null == 1)")]
    [InlineData("// a comment\n 1 == 1")]
    [InlineData("size('äö😀') == 3 && size([1]) == 1 && {'a': 1}.size() == 1 && b'ab'.size() == 2")]
    public void Operators_and_literals(string expression) => Evaluate(expression).ShouldBe(true);

    [Theory]
    [InlineData("[1, 2, 3].all(x, x > 0) && ![1, 2].all(x, x > 1) && [].all(x, x > 1)")]
    [InlineData("[1, 2].exists(x, x == 2) && [1, 2, 2].exists_one(x, x == 1) && ![2, 2].exists_one(x, x == 2)")]
    [InlineData("[1, 2, 3].filter(x, x > 1).map(x, x * 2) == [4, 6] && [1, 2, 3].map(x, x > 1, x + 1) == [3, 4]")]
    [InlineData("{'a': 1, 'b': 2}.all(k, k in ['a', 'b']) && {'a': 1}.exists(k, k == 'a')")]
    [InlineData("[[1], [2, 3]].all(x, x.exists(y, y > 0))")]
    [InlineData("cel.bind(x, [1, 2], x.size() + x[1]) == 4")]
    [InlineData("has({'a': 1}.a) && !has({'a': 1}.b)")]
    [InlineData("optional.of(1).hasValue() && !optional.none().hasValue() && optional.none().orValue(3) == 3 && optional.of(2).value() == 2")]
    [InlineData("{'a': {'b': 1}}.?a.?b.orValue(0) == 1 && {'a': {'b': 1}}.?x.b.orValue(5) == 5 && [1][?7].orValue(9) == 9")]
    [InlineData("optional.of(2).optMap(x, x + 1).value() == 3 && !optional.none().optMap(x, x).hasValue() && optional.of(2).optFlatMap(x, optional.of(x)).or(optional.none()).value() == 2")]
    [InlineData("!optional.ofNonZeroValue('').hasValue() && optional.ofNonZeroValue(1).hasValue()")]
    public void Macros_and_optionals(string expression) => Evaluate(expression).ShouldBe(true);

    [Theory]
    [InlineData("'tacocat'.contains('coc') && 'abc'.startsWith('ab') && 'abc'.endsWith('bc') && 'a1'.matches('^[a-z][0-9]$') && matches('x', 'x')")]
    [InlineData("'tacocat'.charAt(3) == 'o' && 'tacocat'.charAt(7) == '' && 'tacocat'.indexOf('ac') == 1 && 'tacocat'.lastIndexOf('a') == 5 && 'tacocat'.indexOf('a', 3) == 5 && 'x'.indexOf('y') == -1")]
    [InlineData("'TacoCät'.lowerAscii() == 'tacocät' && 'tä'.upperAscii() == 'Tä' && '  trim '.trim() == 'trim' && 'ab😀'.reverse() == '😀ba'")]
    [InlineData("'hello hello'.replace('he', 'we') == 'wello wello' && 'hello hello'.replace('he', 'we', 1) == 'wello hello' && 'ab'.replace('', '_') == '_a_b_' && '😀'.replace('', '_').substring(2) == '_'")]
    [InlineData("'a,b,c'.split(',') == ['a', 'b', 'c'] && 'a,b,c'.split(',', 2) == ['a', 'b,c'] && 'abc'.split('') == ['a', 'b', 'c'] && 'a'.split(',', 0) == []")]
    [InlineData("'😀abc'.substring(1) == 'abc' && 'tacocat'.substring(0, 4) == 'taco' && ['a', 'b'].join('-') == 'a-b' && ['a'].join() == 'a'")]
    [InlineData("'abc 123'.find('[0-9]+') == '123' && '1 2 3'.findAll('[0-9]') == ['1', '2', '3'] && '1 2 3'.findAll('[0-9]', 1) == ['1']")]
    [InlineData("[1, 2].isSorted() && ![2, 1].isSorted() && [1, 2].sum() == 3 && [1.5].sum() == 1.5 && [2, 1].min() == 1 && ['a', 'b'].max() == 'b' && [1, 2, 1].indexOf(1) == 0 && [1, 2, 1].lastIndexOf(1) == 2")]
    [InlineData("sets.contains([1, 2], [2]) && sets.equivalent([1, 2, 2], [2, 1]) && sets.intersects([1], [1, 5]) && !sets.intersects([1], [])")]
    [InlineData("int('5') == 5 && int(5.9) == 5 && double('1.5') == 1.5 && string(5) == '5' && string(true) == 'true' && uint(5) == 5u && bool('true') && bytes('a') == b'a' && string(b'a') == 'a' && type(1) == int && dyn(1) == 1")]
    [InlineData("duration('1h30m') == duration('90m') && duration('1.5s').getMilliseconds() == 1500 && string(duration('90s')) == '90s' && duration('1m') < duration('1h') && -duration('1s') == duration('-1s')")]
    [InlineData("timestamp('2026-12-01T10:20:30Z').getMonth() == 11 && timestamp('2026-12-01T10:20:30Z') + duration('1h') == timestamp('2026-12-01T11:20:30Z') && timestamp('2026-12-01T10:20:30Z').getHours('+02:00') == 12 && timestamp('2026-07-01T10:20:30Z').getHours('Europe/Berlin') == 12 && timestamp('2026-12-01T00:00:00Z').getDayOfWeek() == 2")]
    [InlineData("isURL('https://a.example:8443/x?y=z') && url('https://a.example:8443/x?y=z').getHost() == 'a.example:8443' && url('https://a.example:8443/x').getPort() == '8443' && url('/a/b').getEscapedPath() == '/a/b' && url('https://x/?k=1&k=2').getQuery()['k'] == ['1', '2'] && !isURL('nothing')")]
    [InlineData("isIP('10.0.0.1') && !isIP('10.1') && ip('::1').isLoopback() && ip('10.0.0.1').family() == 4 && !ip.isCanonical('2001:DB8::1') && cidr('10.0.0.0/8').containsIP('10.9.9.9') && cidr('10.0.0.0/8').containsCIDR(cidr('10.1.0.0/16')) && cidr('10.0.0.0/8').prefixLength() == 8 && !isCIDR('10.0.0.0/40')")]
    [InlineData("quantity('1Gi').isGreaterThan(quantity('1M')) && quantity('500m').add(quantity('1500m')).asInteger() == 2 && quantity('2').compareTo(quantity('2000m')) == 0 && isQuantity('1k') && !isQuantity('1x') && quantity('1').sub(5).sign() == -1 && !quantity('50m').isInteger()")]
    [InlineData("'%s is %d, %.2f, %e, %b, %x, %X, %o, 100%%'.format(['a', 5, 1.005, 1500.0, 5, -255, 'hi', 8]) == 'a is 5, 1.00, 1.500000e+03, 101, -ff, 6869, 10, 100%'")]
    [InlineData("'%s %s %s %s'.format([[1, 'x', null], {'b': true, 'a': duration('90s')}, 1.5, int]) == '[1, x, null] {a: 90s, b: true} 1.5 int'")]
    [InlineData("strings.quote('a\"b') == '\"a\\\\\"b\"'")]
    public void Libraries(string expression) => Evaluate(expression).ShouldBe(true);

    [Theory]
    [InlineData("1 / 0 == 1", "division by zero")]
    [InlineData("1 % 0 == 1", "modulus by zero")]
    [InlineData("9223372036854775807 + 1 == 0", "integer overflow")]
    [InlineData("[1][5] == 1", "index out of bounds: 5")]
    [InlineData("{'a': 1}['b'] == 1", "no such key: b")]
    [InlineData("dyn('a') + 1 == 1", "no such overload")]
    [InlineData("[1, 0].exists(x, 1 / x == 7)", "division by zero")]
    [InlineData("timestamp('2026-12-01T10:20:30Z').getHours('../../../etc/passwd') == 1", "unknown time zone ../../../etc/passwd")]
    [InlineData("'%s %s'.format([1]) == ''", "index 1 out of range")]
    [InlineData("'%d'.format(['x']) == ''", "error during formatting: could not format a value of type string by %d")]
    [InlineData("'%'.format([1]) == ''", "unexpected end of format string")]
    [InlineData("'%.999f'.format([1.0]) == ''", "could not parse formatting clause: error while parsing precision")]
    [InlineData("int('x') == 1", "strconv.ParseInt: parsing \"x\": invalid syntax")]
    public void What_cannot_be_evaluated_says_why(string expression, string error) => Evaluate(expression).ShouldBe(new CelError(error));

    [Theory]
    [InlineData("1 / 0 == 1 || true", true)]
    [InlineData("true || 1 / 0 == 1", true)]
    [InlineData("1 / 0 == 1 && false", false)]
    [InlineData("[0, 1].exists(x, 1 / x == 1)", true)]
    [InlineData("[0, 5].all(x, 1 / x == 1)", false)]
    [InlineData("true ? true : 1 / 0 == 1", true)]
    public void Errors_do_not_matter_where_the_outcome_is_known_without_them(string expression, bool outcome) => Evaluate(expression).ShouldBe(outcome);

    [Theory]
    [InlineData("1 +", "ERROR: <input>:1:4: Syntax error: mismatched input '<EOF>'\n | 1 +\n | ...^")]
    [InlineData("self.\nb", "ERROR: <input>:1:5: undefined field 'b'\n | self.\n | ....^")]
    [InlineData("self.b", "ERROR: <input>:1:5: undefined field 'b'\n | self.b\n | ....^")]
    [InlineData("x == 1", "ERROR: <input>:1:1: undeclared reference to 'x' (in container '')\n | x == 1\n | ^")]
    [InlineData("nope(1)", "ERROR: <input>:1:5: undeclared reference to 'nope' (in container '')\n | nope(1)\n | ....^")]
    [InlineData("self.a == 'x'", "ERROR: <input>:1:8: found no matching overload for '_==_' applied to '(int, string)'\n | self.a == 'x'\n | .......^")]
    [InlineData("self.a.contains('x')", "ERROR: <input>:1:16: found no matching overload for 'contains' applied to 'int.(string)'\n | self.a.contains('x')\n | ...............^")]
    [InlineData("1 ||\n self.a", "ERROR: <input>:1:3: expected type 'bool' but found 'int' (_||_)\n | 1 ||\n | ..^")]
    [InlineData("self.a.map(x, x)", "ERROR: <input>:1:5: expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)\n | self.a.map(x, x)\n | ....^")]
    [InlineData("'a'.matches('(')", null)]
    [InlineData("has(self)", null)]
    [InlineData("namespace == 1", null)]
    [InlineData("'open", null)]
    [InlineData("9223372036854775808 == 1", null)]
    [InlineData("'\\q' == ''", null)]
    [InlineData("'\\777' == ''", null)]
    public void What_is_no_expression_says_why_and_where(string expression, string? problem)
    {
        var self = CelType.Structure(static name => name == "a" ? CelType.Int : null);
        var failure = Should.Throw<CelException>(() => CelProgram.Compile(expression, new CelScope<CelType>("self", self, null)));
        failure.Describe(expression).ShouldStartWith("ERROR: <input>:1:");
        if (problem is not null)
            failure.Describe(expression).ShouldBe(problem);
    }

    [Theory]
    [InlineData("[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c, [1,2,3,4,5,6,7,8,9,10].all(d, [1,2,3,4,5,6,7,8,9,10].all(e, [1,2,3,4,5,6,7,8,9,10].all(f, a + b + c + d + e + f > 0))))))")]
    [InlineData("cel.bind(a, 'xxxxxxxxxx', cel.bind(b, a+a+a+a+a+a+a+a, cel.bind(c, b+b+b+b+b+b+b+b, cel.bind(d, c+c+c+c+c+c+c+c, cel.bind(e, d+d+d+d+d+d+d+d, cel.bind(f, e+e+e+e+e+e+e+e, cel.bind(g, f+f+f+f+f+f+f+f, g != '')))))))")]
    [InlineData("[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, [1,2,3,4,5,6,7,8,9,10].all(c, 'x'.matches('x' + '{1}'))))")]
    public void An_expression_that_takes_too_many_steps_ends(string expression) => Should.Throw<CelBudgetException>(() => Evaluate(expression));

    [Fact]
    public void Long_chains_and_nested_types_are_compiled_at_once()
    {
        Evaluate($"[1]{string.Concat(Enumerable.Repeat(".filter(x, true)", 60))}.size() == 1").ShouldBe(true);
        var maps = "{1: 1}";
        for (var i = 0; i < 60; i++)
            maps = $"cel.bind(a{i}, {maps}, {{a{i}: a{i}}})";
        CelProgram.Compile(maps, null).Type.Name.Length.ShouldBeLessThan(1000);
        Evaluate($"{{{string.Join(", ", Enumerable.Range(0, 2000).Select(i => $"{i * 4294967297}: 0"))}}}.size() == 2000").ShouldBe(true);
    }

    [Fact]
    public void Deep_expressions_are_refused_and_long_ones_are_not()
    {
        foreach (var deep in (string[])[new string('(', 10_000), new string('!', 10_000), new string('[', 10_000), string.Join('+', Enumerable.Repeat("1", 10_000)), $"x{string.Concat(Enumerable.Repeat(".a", 10_000))}",
            string.Concat(Enumerable.Repeat("true?1:", 10_000))])
            Should.Throw<CelException>(() => CelProgram.Compile(deep, null));
        Evaluate(string.Join(" && ", Enumerable.Repeat("true", 5_000))).ShouldBe(true);
        Should.Throw<CelException>(() => CelProgram.Compile(new string(' ', CelProgram.MaxLength + 1), null)).Message.ShouldContain("exceeds limit");
    }

    [Fact]
    public void Whatever_is_written_is_an_expression_or_says_why_it_is_none()
    {
        string[] words =
        [
            "self", "a", "1", "2u", "1.5", "'x'", "b'y'", "null", "true", "+", "-", "*", "/", "%", "==", "!=", "<", "&&", "||", "!", "?", ":", ".", "?.", ",", "(", ")", "[", "]", "{", "}",
            "in", "has(", "size(", ".all(x,", ".map(x,", ".filter(x,", "x", "cel.bind(y,", "optional.of(", ".orValue(", "string(", "duration('1s')", "quantity('1')", ".split(',')", ".join()", ".sum()", "dyn(", "int(",
        ];
        var expressions = Gen.Elements(words).ArrayOf().Select(parts => string.Join(' ', parts));
        Prop.ForAll(expressions.ToArbitrary(), static expression =>
        {
            try
            {
                CelProgram.Compile(expression, new CelScope<CelType>("self", CelType.Dyn, null)).Evaluate(new CelScope<object?>("self", new CelList([1L, "a", null]), null), new CelBudget(CelBudget.OfAll));
            }
            catch (Exception e) when (e is CelException or CelBudgetException)
            {
                return;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000).WithEndSize(12));
    }

    private static object? Evaluate(string expression) => CelProgram.Compile(expression, null).Evaluate(null, new CelBudget(CelBudget.OfAll));
}
